export const SENSITIVE_HOST_PATH = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: sensitive-host-path
spec:
  title: Sensitive path of the host mounted
  severity: HIGH
  categories: [Privileges]
  lifecycles: [DEPLOY, RUNTIME]
  mode: { default: WARN, DEPLOY: ENFORCE }
  description: A workload mounts the root of the host, its configuration, its kernel interfaces or a container runtime socket.
  rationale: With any of them a process in the container can take over the host.
  remediation:
    - Take the hostPath volume away; use a persistent volume, a config map or the API of the platform.
  controls:
    - NIST SP 800-190:4.5.5
    - CIS Docker:5.5
    - CIS Docker:5.31
  techniques: [T1611]
  rules:
    - name: runtime socket
      all:
        - hostPath: { path: ["*/docker.sock", "*/containerd.sock", "*/crio.sock", "*/podman.sock"] }
    - name: system directory
      all:
        - hostPath: { path: [/, /etc, "/etc/*", /root, "/root/*", /boot, "/boot/*", /dev, "/dev/*", /proc, "/proc/*", /sys, "/sys/*", /var, /var/lib, "/var/lib/kubelet*", "/var/lib/docker*", "/var/lib/containerd*"] }
  examples:
    - name: the socket of the runtime
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          volumes: [{ name: s, hostPath: { path: /var/run/docker.sock } }]
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: the root of the host
      expect: MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          volumes: [{ name: s, hostPath: { path: / } }]
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: a directory for data
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          volumes: [{ name: s, hostPath: { path: /data/shop } }]
          containers:
            - { name: app, image: "nginx:1.27" }
    - name: no host path
      expect: NO_MATCH
      workload:
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          volumes: [{ name: s, emptyDir: {} }]
          containers:
            - { name: app, image: "nginx:1.27" }
`;
