export { main } from './main.ts';
export { SCAN_RESULT_SCHEMA } from './scan/scan-result.ts';
export type { ScanResult } from './scan/scan-result.ts';
