export const PRIVILEGED_CONTAINER = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: privileged-container
spec:
  title: Privileged container
  severity: HIGH
  categories: [Privileges]
  lifecycles: [DEPLOY, RUNTIME]
  mode: { default: WARN, DEPLOY: ENFORCE }
  description: A container is privileged.
  rationale: "It has every capability, every device and no confinement: root in it is root on the host."
  remediation:
    - Take privileged away and add the one capability or device that is really needed.
  controls:
    - NIST SP 800-190:4.4.3
    - CIS Kubernetes:5.2.2
  techniques: [T1611]
  rules:
    - name: privileged
      all:
        - privileged: true
  examples:
    - name: a privileged container
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", securityContext: { privileged: true } }
    - name: an ordinary container
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27" }
`;
