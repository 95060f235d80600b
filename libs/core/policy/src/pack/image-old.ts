export const IMAGE_OLD = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: image-old
spec:
  title: Image built more than half a year ago
  severity: LOW
  categories: [Image configuration]
  lifecycles: [BUILD, REGISTRY, DEPLOY]
  mode: SHADOW
  unknown: REPORT
  description: An image was built more than 180 days ago.
  rationale: What is not rebuilt does not get the fixes of its base image.
  remediation:
    - Rebuild the image on the newest patch release of its base image, and rebuild it regularly.
  controls:
    - NIST SP 800-190:4.2.2
  rules:
    - name: older than 180 days
      all:
        - imageAge: { above: 180 }
  examples:
    - name: built two years ago
      expect: MATCH
      asOf: "2026-01-01"
      image: { scan: JUDGED, createdAt: "2024-01-01T00:00:00Z" }
    - name: built last month
      expect: NO_MATCH
      asOf: "2026-01-01"
      image: { scan: JUDGED, createdAt: "2025-12-01T00:00:00Z" }
`;
