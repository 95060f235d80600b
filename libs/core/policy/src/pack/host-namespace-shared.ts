export const HOST_NAMESPACE_SHARED = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: host-namespace-shared
spec:
  title: Workload in a namespace of the host
  severity: HIGH
  categories: [Privileges]
  lifecycles: [DEPLOY, RUNTIME]
  mode: { default: WARN, DEPLOY: ENFORCE }
  description: A workload uses the host's network, process or IPC namespace.
  rationale: It sees and reaches what belongs to the host and to every other workload on it.
  remediation:
    - Take hostNetwork, hostPID and hostIPC away; publish ports with a Service.
  controls:
    - NIST SP 800-190:4.4.3
    - CIS Kubernetes:5.2.3
    - CIS Kubernetes:5.2.4
    - CIS Kubernetes:5.2.5
  techniques: [T1611]
  rules:
    - name: network
      all: [{ hostNetwork: true }]
    - name: processes
      all: [{ hostPID: true }]
    - name: IPC
      all: [{ hostIPC: true }]
  examples:
    - name: the network of the host
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          hostNetwork: true
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: the processes of the host
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          hostPID: true
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: namespaces of its own
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers:
            - { name: app, image: "nginx:1.27" }
`;
