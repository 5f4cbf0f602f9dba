#!/usr/bin/perl
# The squared distance of a row to the mean of the training rows, each channel in its standard
# deviations: the protocol of docs/external-detectors.md in Perl, without any module that is not core.
#
#     - { id: distance, kind: external, command: [perl, detectors/distance.pl] }
use strict;
use warnings;
use JSON::PP;

use constant { NUMBER_BYTES => 8, LEAST_DEVIATION => 1e-9 };

binmode STDIN;
binmode STDOUT;
$| = 1;    # Every frame leaves at once.

my %models;     # By number: means, and one over the standard deviations, of the channels.
my $current;    # The model that scores the unit that has begun.

my %answers = (
  hello => \&hello,
  fit => \&fit,
  begin => sub { $current = $models{ $_[0]{model} }; return },
  score => \&score,
  end => sub { return },
  forget => sub { delete $models{ $_[0]{model} }; return },
  bye => sub { exit 0 },
);

while (defined(my $line = <STDIN>)) {
  exit 0 if $line !~ /\n\z/;    # The input has ended within a frame.
  my $header = decode_json($line);
  my @body = body($header->{bytes} // 0);
  my $answer = $answers{ $header->{type} };
  $answer->($header, @body) if $answer;
}

sub hello {
  my ($header) = @_;
  return refuse("this program speaks protocol 1") if $header->{protocol} != 1;
  send_frame({ type => 'ready', protocol => 1, stochastic => JSON::PP::false });
}

sub fit {
  my ($header, @numbers) = @_;
  my ($rows, $channels) = ($header->{rows}, scalar @{ $header->{channels} });
  return refuse('no rows to learn from') if $rows == 0;
  my (@means, @inverses);
  for my $channel (0 .. $channels - 1) {
    my @values = map { $numbers[$_ * $channels + $channel] } 0 .. $rows - 1;
    my ($sum, $squares) = (0, 0);
    $sum += $_ for @values;
    my $mean = $sum / $rows;
    $squares += ($_ - $mean) * ($_ - $mean) for @values;
    my $deviation = sqrt($squares / $rows);
    push @means, $mean;
    push @inverses, $deviation > LEAST_DEVIATION ? 1 / $deviation : 0;
  }
  $models{ $header->{model} } = { means => \@means, inverses => \@inverses };
  send_frame({ type => 'fitted' });
}

sub score {
  my ($header, @numbers) = @_;
  return refuse('a unit of a model that is not fitted') if !$current;
  my @scores;
  for my $row (0 .. $header->{rows} - 1) {
    my $sum = 0;
    for my $channel (0 .. $#{ $current->{means} }) {
      my $value = $numbers[$row * @{ $current->{means} } + $channel];
      my $z = ($value - $current->{means}[$channel]) * $current->{inverses}[$channel];
      $sum += $z * $z;
    }
    push @scores, $sum;
  }
  my $body = pack 'd<*', @scores;
  send_frame({ type => 'scores', rows => $header->{rows}, bytes => length $body }, $body);
}

sub refuse {
  my ($reason) = @_;
  send_frame({ type => 'error', reason => $reason });
}

sub send_frame {
  my ($header, $body) = @_;
  print encode_json($header), "\n", $body // '' or die "cannot write: $!";
}

sub body {
  my ($bytes) = @_;
  my $data = '';
  while (length $data < $bytes) {
    my $count = read STDIN, $data, $bytes - length $data, length $data;
    die "cannot read: $!" if !defined $count;
    exit 0 if $count == 0;    # The input has ended within a frame.
  }
  return unpack 'd<*', $data;
}
