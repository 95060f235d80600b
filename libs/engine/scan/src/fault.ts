/** The codes a Fault of this package carries, beside those of engine-source and core-image. */
export type ScanFault = 'SCAN_LIMIT_REACHED';
