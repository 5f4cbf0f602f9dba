// Detectors
