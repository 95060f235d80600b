export const IMAGE_TAG_LATEST = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: image-tag-latest
spec:
  title: Image named by the tag latest
  severity: LOW
  categories: [Image configuration]
  lifecycles: [BUILD, DEPLOY]
  unknown: REPORT
  description: An image is named by the tag latest, or by no tag at all.
  rationale: "The tag moves: what was checked is not what starts next time, and nothing can be rolled back to."
  remediation:
    - Name the image by a version tag, or better by its digest.
  controls:
    - NIST SP 800-190:4.2.2
  rules:
    - name: latest without a digest
      all:
        - imageTag: latest
        - imagePinned: false
  examples:
    - name: no tag at all
      expect: MATCH
      image: { reference: nginx, scan: JUDGED }
    - name: latest, but pinned
      expect: NO_MATCH
      image:
        reference: "nginx:latest@sha256:0000000000000000000000000000000000000000000000000000000000000000"
        scan: JUDGED
    - name: a version
      expect: NO_MATCH
      image: { reference: "nginx:1.27", scan: JUDGED }
`;
