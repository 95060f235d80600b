export const RESOURCE_LIMIT_MISSING = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: resource-limit-missing
spec:
  title: Container without limits
  severity: LOW
  categories: [Resources]
  lifecycles: [DEPLOY, RUNTIME]
  description: A container has no limit for processor or memory. Init and ephemeral containers are left out.
  rationale: One container can starve every other on the host.
  remediation:
    - Set limits for cpu and memory, from what was measured.
  controls:
    - CIS Docker:5.10
    - CIS Docker:5.11
  rules:
    - name: no limit
      all:
        - limitMissing: [cpu, memory]
        - containerRole: [APP, SIDECAR]
  examples:
    - name: no limits
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: both limits
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", resources: { limits: { cpu: 500m, memory: 256Mi } } }
`;
