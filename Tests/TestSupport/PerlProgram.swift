/// The text of programs for tests: a Perl script that speaks the protocol of
/// `docs/external-detectors.md`, in which single answers are replaced.
///
/// It scores a row by the sum of its distances to the channels' means. What a test does otherwise it
/// puts into `$on{TYPE}`, a function of the numbers of a frame's body. There, `key('rows')` reads a
/// number of the frame's header, `$line`; `answer` answers, `bare` writes any bytes; `ready` takes
/// further keys, and `scores` and `distances` are what their names say.
public enum PerlProgram {
  /// A program.
  ///
  /// - Parameter script: Changes some of what it does.
  /// - Returns: The script to run.
  public static func text(_ script: String = "") -> String { opening + script + loop }

  private static let opening = #"""
    use strict; use warnings; use POSIX (); binmode STDIN; binmode STDOUT;
    our ($line, $channels, $current, %means, %on);
    sub key { $line =~ /"$_[0]":(-?\d+)/ ? $1 : 0 }
    sub bare { syswrite STDOUT, $_[0] }
    sub answer { my $header = shift; bare($header . "\n" . pack('d<*', @_)) }
    sub body {
      my ($count, $bytes) = (key('bytes'), '');
      while (length $bytes < $count) {
        sysread(STDIN, $bytes, $count - length $bytes, length $bytes) or exit 9;
      }
      unpack 'd<*', $bytes
    }
    sub header {
      my ($text, $byte) = ('', '');
      while (sysread(STDIN, $byte, 1)) { $text .= $byte; return $text if $byte eq "\n" }
      exit 0
    }
    sub distances {
      my ($rows, $mean) = (key('rows'), $means{$current});
      map {
        my ($row, $sum) = ($_, 0);
        $sum += abs($_[$row * @$mean + $_] - $mean->[$_]) for 0..$#$mean;
        $sum
      } 0..$rows - 1
    }
    sub ready { answer('{"type":"ready","protocol":1,"stochastic":false' . ($_[0] // '') . '}') }
    sub scores {
      answer('{"type":"scores","rows":' . key('rows') . ',"bytes":' . 8 * @_ . '}', @_)
    }
    $on{hello} = sub { ready() };
    $on{fit} = sub {
      my $rows = key('rows'); my ($list) = $line =~ /"channels":\[(.*?)\]/;
      $channels = () = $list =~ /,/g; $channels++;
      my @sum = (0) x $channels;
      for my $row (0..$rows - 1) { $sum[$_] += $_[$row * $channels + $_] for 0..$channels - 1 }
      $means{key('model')} = [map { $_ / $rows } @sum];
      answer('{"type":"fitted"}');
    };
    $on{begin} = sub { $current = key('model') };
    $on{score} = sub { scores(distances(@_)) };
    $on{explain} = sub {
      answer('{"type":"explanation","bytes":' . 8 * $channels . '}', (0) x $channels)
    };
    $on{end} = sub { };
    $on{forget} = sub { delete $means{key('model')} };
    $on{bye} = sub { exit 0 };

    """#

  private static let loop = #"""

    while (1) {
      $line = header();
      my ($type) = $line =~ /"type":"(\w+)"/;
      my @numbers = body();
      $on{$type}->(@numbers);
    }
    """#
}
