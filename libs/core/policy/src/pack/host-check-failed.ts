export const HOST_CHECK_FAILED = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: host-check-failed
spec:
  title: Hardening check failed on a host
  severity: HIGH
  categories: [Host]
  lifecycles: [HOST]
  description: A benchmark check of high severity fails on a host.
  rationale: Every container on the host stands on it.
  remediation:
    - Do what the check says; run the benchmark again.
  controls:
    - NIST SP 800-190:4.5.1
    - NIST SP 800-190:4.4.3
  rules:
    - name: a failed check
      all:
        - checkState: FAIL
        - checkSeverity: { atLeast: HIGH }
  examples:
    - name: a failed check of high severity
      expect: MATCH
      host:
        id: host-1
        hostname: node-1
        checks: [{ id: c1, benchmark: host-baseline, code: "1.1", title: Root login over ssh, severity: HIGH, state: FAIL }]
    - name: a failed check of low severity
      expect: NO_MATCH
      host:
        id: host-1
        hostname: node-1
        checks: [{ id: c2, benchmark: host-baseline, code: "1.2", title: Banner, severity: LOW, state: FAIL }]
    - name: a host nobody has audited
      expect: UNKNOWN
      host: { id: host-1, hostname: node-1 }
`;
