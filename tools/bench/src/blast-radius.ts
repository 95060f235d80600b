/** The question the product is for, about a CVE of the demo data. */
export const BLAST_RADIUS = `query BlastRadius {
  vulnerability(id: "CVE-2021-44906") {
    id
    severity
    blastRadius {
      images
      workloads
      hosts
      affectedWorkloads {
        namespace
        name
        owner { name }
        incidents { nodes { title state severity } }
        hosts { id hostname }
        containers { image { digest names } }
      }
    }
  }
}`;

interface Answer {
  readonly data?: {
    readonly vulnerability?: {
      readonly id: string;
      readonly blastRadius: {
        readonly affectedWorkloads: readonly {
          readonly owner: { readonly name: string } | null;
          readonly incidents: { readonly nodes: readonly unknown[] };
          readonly hosts: readonly unknown[];
          readonly containers: readonly { readonly image: unknown }[];
        }[];
      };
    };
  };
  readonly errors?: readonly unknown[];
}

/** Whether the answer goes all the way: workloads, each with owner, host and image, and an incident somewhere. */
export function demandWhole(answer: unknown): boolean {
  const { data, errors } = answer as Answer;
  if (errors !== undefined) throw new Error(JSON.stringify(errors).slice(0, 1000));
  const workloads = data?.vulnerability?.blastRadius.affectedWorkloads ?? [];
  return (
    workloads.length > 0 &&
    workloads.every(({ owner, hosts, containers }) => owner !== null && hosts.length > 0 && containers.length > 0) &&
    workloads.some(({ incidents }) => incidents.nodes.length > 0)
  );
}
