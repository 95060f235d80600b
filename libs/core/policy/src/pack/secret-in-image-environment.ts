export const SECRET_IN_IMAGE_ENVIRONMENT = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: secret-in-image-environment
spec:
  title: Secret in the environment of an image
  severity: HIGH
  categories: [Image configuration]
  lifecycles: [BUILD, REGISTRY]
  unknown: REPORT
  description: The configuration of an image sets an environment variable whose name says that it is a secret.
  rationale: Whoever can pull the image can read it, in every layer for ever.
  remediation:
    - Take the variable out of the build and replace the secret; it is known now.
    - Give the secret at run time, from a secret store.
  controls:
    - NIST SP 800-190:4.1.4
    - CIS Docker:4.10
  techniques: [T1552.001]
  rules:
    - name: a variable that is named like a secret
      all:
        - imageEnvironment: ["*PASSWORD=?*", "*PASSWD=?*", "*SECRET=?*", "*SECRET_KEY=?*", "*API_KEY=?*", "*PRIVATE_KEY=?*", "*ACCESS_TOKEN=?*"]
  examples:
    - name: a password
      expect: MATCH
      image: { scan: JUDGED, environment: ["PATH=/bin", "DB_PASSWORD=hunter2"] }
    - name: a password that is left empty
      expect: NO_MATCH
      image: { scan: JUDGED, environment: ["DB_PASSWORD="] }
    - name: an ordinary environment
      expect: NO_MATCH
      image: { scan: JUDGED, environment: ["PATH=/bin"] }
`;
