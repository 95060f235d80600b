export const DANGEROUS_CAPABILITY = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: dangerous-capability
spec:
  title: Capability that breaks the container
  severity: HIGH
  categories: [Privileges]
  lifecycles: [DEPLOY, RUNTIME]
  description: A container adds a Linux capability with which a process can leave it or read everything on the host.
  rationale: Each of them is as good as being privileged, in one step more.
  remediation:
    - Drop ALL capabilities and add only what the program needs; NET_BIND_SERVICE is usually enough.
  controls:
    - NIST SP 800-190:4.4.3
    - CIS Kubernetes:5.2.8
    - CIS Docker:5.3
  techniques: [T1611]
  rules:
    - name: dangerous capability
      all:
        - capabilityAdded: [ALL, SYS_ADMIN, SYS_MODULE, SYS_PTRACE, SYS_RAWIO, DAC_READ_SEARCH, NET_ADMIN, BPF, PERFMON]
  examples:
    - name: administration
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", securityContext: { capabilities: { add: [CAP_SYS_ADMIN] } } }
    - name: a low port
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } } }
`;
