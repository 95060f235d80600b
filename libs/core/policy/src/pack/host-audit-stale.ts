export const HOST_AUDIT_STALE = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: host-audit-stale
spec:
  title: Host that was not audited for a week
  severity: MEDIUM
  categories: [Host]
  lifecycles: [HOST]
  unknown: REPORT
  description: A host was never audited, or not within seven days.
  rationale: Its configuration may have changed; nobody knows.
  remediation:
    - Start the agent on the host, or ask for an audit.
  controls:
    - NIST SP 800-190:4.5.1
  rules:
    - name: never
      all:
        - hostAudited: false
    - name: long ago
      all:
        - hostAuditAge: { above: 7 }
  examples:
    - name: never audited
      expect: MATCH
      host: { id: host-1, hostname: node-1 }
    - name: audited last month
      expect: MATCH
      asOf: "2026-02-01"
      host: { id: host-1, hostname: node-1, checks: [], auditedAt: "2026-01-01T00:00:00Z" }
    - name: audited yesterday
      expect: NO_MATCH
      asOf: "2026-01-02"
      host: { id: host-1, hostname: node-1, checks: [], auditedAt: "2026-01-01T00:00:00Z" }
`;
