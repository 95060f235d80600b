export const CONTAINER_RUNS_AS_ROOT = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: container-runs-as-root
spec:
  title: Container that runs as root
  severity: MEDIUM
  categories: [Privileges]
  lifecycles: [DEPLOY, RUNTIME]
  unknown: REPORT
  description: A container starts as user 0, by its declaration or by the user of its image.
  rationale: A process that is root in a container is one kernel bug away from being root on the host.
  remediation:
    - Set runAsNonRoot to true and runAsUser to a number above zero.
    - Where the image needs root, change the image.
  controls:
    - NIST SP 800-190:4.4.3
    - CIS Kubernetes:5.2.7
  techniques: [T1611]
  rules:
    - name: user 0
      all:
        - runsAsRoot: true
  examples:
    - name: declared as user 0
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", securityContext: { runAsUser: 0 } }
    - name: the image names no user
      expect: MATCH
      images: { "nginx:1.27": { scan: JUDGED, user: "" } }
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: must not be root
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", securityContext: { runAsNonRoot: true } }
    - name: neither said nor known
      expect: UNKNOWN
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27" }
`;
