export const PROBE_MISSING = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: probe-missing
spec:
  title: Container without probes
  severity: LOW
  categories: [Resources]
  lifecycles: [DEPLOY, RUNTIME]
  mode: SHADOW
  description: A container has neither a liveness nor a readiness probe.
  rationale: The platform cannot tell that it hangs, and sends it work before it is ready.
  remediation:
    - Add a readiness probe, and a liveness probe where a restart helps.
  controls:
    - NIST SP 800-190:4.4.4
  rules:
    - name: no probes at all
      all:
        - probeMissing: liveness
        - probeMissing: readiness
        - containerRole: [APP, SIDECAR]
  examples:
    - name: no probes
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: a readiness probe
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", readinessProbe: { tcpSocket: { port: 80 } } }
`;
