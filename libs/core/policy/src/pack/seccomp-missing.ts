export const SECCOMP_MISSING = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: seccomp-missing
spec:
  title: Container without a seccomp profile
  severity: MEDIUM
  categories: [Hardening]
  lifecycles: [DEPLOY, RUNTIME]
  description: A container runs unconfined by seccomp.
  rationale: It can call everything the kernel offers, also what no program needs and exploits use.
  remediation:
    - Set seccompProfile to RuntimeDefault for the pod.
  controls:
    - NIST SP 800-190:4.4.3
    - CIS Kubernetes:5.7.2
  rules:
    - name: unconfined or unset
      all:
        - seccompProfile: [Unconfined, UNSET]
  examples:
    - name: nothing is said
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: the default of the runtime
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          securityContext: { seccompProfile: { type: RuntimeDefault } }
          containers:
            - { name: app, image: "nginx:1.27" }
`;
