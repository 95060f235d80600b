export const WRITABLE_ROOT_FILESYSTEM = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: writable-root-filesystem
spec:
  title: Container with a writable root file system
  severity: LOW
  categories: [Hardening]
  lifecycles: [DEPLOY, RUNTIME]
  mode: SHADOW
  description: The root file system of a container can be written to.
  rationale: What an attacker brings along can be stored and started; what belongs to the program can be replaced.
  remediation:
    - Set readOnlyRootFilesystem to true and mount an emptyDir where the program must write.
  controls:
    - NIST SP 800-190:4.4.4
    - CIS Docker:5.12
  rules:
    - name: writable
      all:
        - readOnlyRootFilesystem: false
  examples:
    - name: nothing is said
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: read-only
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", securityContext: { readOnlyRootFilesystem: true } }
`;
