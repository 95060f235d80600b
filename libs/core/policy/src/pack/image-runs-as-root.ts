export const IMAGE_RUNS_AS_ROOT = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: image-runs-as-root
spec:
  title: Image that starts as root
  severity: MEDIUM
  categories: [Image configuration]
  lifecycles: [BUILD, REGISTRY]
  unknown: REPORT
  description: The configuration of an image names no user, or root.
  rationale: A process that is root in a container is one kernel bug away from being root on the host.
  remediation:
    - Create a user in the build and name it with USER, by number, so that runAsNonRoot can check it.
  controls:
    - NIST SP 800-190:4.1.2
    - CIS Docker:4.1
  techniques: [T1611]
  rules:
    - name: root or nobody
      all:
        - imageRunsAsRoot: true
  examples:
    - name: no user is named
      expect: MATCH
      image: { scan: JUDGED, user: "" }
    - name: root with a group
      expect: MATCH
      image: { scan: JUDGED, user: "0:0" }
    - name: a user of its own
      expect: NO_MATCH
      image: { scan: JUDGED, user: "10001" }
    - name: a configuration nobody has read
      expect: UNKNOWN
      image: { scan: NOT_SCANNED }
`;
