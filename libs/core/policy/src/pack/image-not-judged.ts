export const IMAGE_NOT_JUDGED = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: image-not-judged
spec:
  title: Image that was never judged
  severity: MEDIUM
  categories: [Vulnerability]
  lifecycles: [BUILD, REGISTRY, DEPLOY]
  description: An image was not scanned, or there were no advisories to compare it with.
  rationale: Nothing can be said of it, which is not the same as nothing being wrong.
  remediation:
    - Scan the image, and import the advisories of its distribution and languages.
  controls:
    - NIST SP 800-190:4.1.1
  rules:
    - name: not scanned or not judged
      all:
        - imageScan: [NOT_SCANNED, UNJUDGED]
  examples:
    - name: an image nobody has scanned
      expect: MATCH
      image: { scan: NOT_SCANNED }
    - name: a workload whose image nobody knows
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: app, image: "registry.example/web:1" }] }
    - name: an image that was judged
      expect: NO_MATCH
      image: { scan: JUDGED, findings: [] }
`;
