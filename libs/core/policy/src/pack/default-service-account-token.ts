export const DEFAULT_SERVICE_ACCOUNT_TOKEN = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: default-service-account-token
spec:
  title: Token of the default service account mounted
  severity: MEDIUM
  categories: [Access]
  lifecycles: [DEPLOY, RUNTIME]
  description: A workload runs with the default service account of its namespace and its token is mounted.
  rationale: Whoever gets into the container can talk to the API server, with rights nobody gave this workload on purpose.
  remediation:
    - Set automountServiceAccountToken to false, or give the workload a service account of its own.
  controls:
    - NIST SP 800-190:4.3.1
    - CIS Kubernetes:5.1.5
    - CIS Kubernetes:5.1.6
  techniques: [T1552.007]
  rules:
    - name: default account with a token
      all:
        - serviceAccount: default
        - serviceAccountTokenMounted: true
  examples:
    - name: nothing is said
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: no token
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          automountServiceAccountToken: false
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: an account of its own
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          serviceAccountName: shop
          containers:
            - { name: app, image: "nginx:1.27" }
`;
