export const PRIVILEGE_ESCALATION_ALLOWED = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: privilege-escalation-allowed
spec:
  title: Container that may gain privileges
  severity: MEDIUM
  categories: [Privileges]
  lifecycles: [DEPLOY, RUNTIME]
  description: A container does not set allowPrivilegeEscalation to false.
  rationale: A setuid program in the image makes its user root.
  remediation:
    - Set allowPrivilegeEscalation to false in the security context of the container.
  controls:
    - NIST SP 800-190:4.4.3
    - CIS Kubernetes:5.2.6
  techniques: [T1548.001]
  rules:
    - name: escalation allowed
      all:
        - allowPrivilegeEscalation: true
  examples:
    - name: nothing is said
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: set to false
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", securityContext: { allowPrivilegeEscalation: false } }
`;
