export const SECRET_IN_ENVIRONMENT = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: secret-in-environment
spec:
  title: Secret written into a workload
  severity: HIGH
  categories: [Secrets]
  lifecycles: [DEPLOY, RUNTIME]
  description: An environment variable that is named like a secret has its value in the object itself.
  rationale: Whoever may read the object, its history or its backup, reads the secret.
  remediation:
    - Put the value into a Secret and refer to it with secretKeyRef; replace the secret, it is known now.
  controls:
    - NIST SP 800-190:4.1.4
    - CIS Kubernetes:5.4.1
  techniques: [T1552.007]
  rules:
    - name: a raw value
      all:
        - environmentVariable:
            name: ["*PASSWORD", "*PASSWD", "*SECRET", "*SECRET_KEY", "*API_KEY", "*PRIVATE_KEY", "*ACCESS_TOKEN"]
            source: RAW
  examples:
    - name: a password
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", env: [{ name: DB_PASSWORD, value: hunter2 }] }
    - name: a reference to a secret
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27", env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }] }
`;
