export const IMAGE_EXPOSES_SSH = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: image-exposes-ssh
spec:
  title: Image that offers a remote shell
  severity: MEDIUM
  categories: [Image configuration]
  lifecycles: [BUILD, REGISTRY]
  unknown: REPORT
  description: An image exposes port 22 or 23.
  rationale: A container is managed from outside; a remote shell in it is one more door, and changes nobody can trace.
  remediation:
    - Take the server out of the image; use kubectl exec or a debug container, which are recorded.
  controls:
    - NIST SP 800-190:4.1.2
    - CIS Docker:5.6
  techniques: [T1021.004]
  rules:
    - name: ssh or telnet
      all:
        - imageExposesPort: ["22/tcp", "23/tcp"]
  examples:
    - name: ssh
      expect: MATCH
      image: { scan: JUDGED, exposedPorts: ["80/tcp", "22/tcp"] }
    - name: a web server
      expect: NO_MATCH
      image: { scan: JUDGED, exposedPorts: ["8080/tcp"] }
`;
