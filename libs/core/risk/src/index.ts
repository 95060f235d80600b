export { CVSS_VERSIONS } from './cvss/vector.ts';
export type { CvssScore, CvssVector, CvssVersion } from './cvss/vector.ts';
export { parseCvss, printCvss, scoreCvss } from './cvss/cvss.ts';
export { severityOfScore, severityOfWord } from './severity/rating.ts';
export { chooseSeverity, rateSeverity } from './severity/chosen.ts';
export type { ChosenSeverity, RatedSeverity, SeverityStatement } from './severity/chosen.ts';
