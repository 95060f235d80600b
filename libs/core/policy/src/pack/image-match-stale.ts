export const IMAGE_MATCH_STALE = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: image-match-stale
spec:
  title: Image compared with old advisories
  severity: LOW
  categories: [Vulnerability]
  lifecycles: [REGISTRY, DEPLOY]
  unknown: REPORT
  description: An image was last compared with advisories more than seven days ago.
  rationale: Advisories are published daily; an old answer misses them.
  remediation:
    - Refresh the advisory feeds; images are matched again by themselves.
  controls:
    - NIST SP 800-190:4.1.1
    - NIST SP 800-190:4.2.2
  rules:
    - name: older than seven days
      all:
        - imageScanAge: { above: 7 }
  examples:
    - name: matched three weeks ago
      expect: MATCH
      asOf: "2026-01-22"
      image: { scan: JUDGED, matchedAt: "2026-01-01T00:00:00Z", findings: [] }
    - name: matched today
      expect: NO_MATCH
      asOf: "2026-01-01"
      image: { scan: JUDGED, matchedAt: "2026-01-01T10:00:00Z", findings: [] }
`;
