import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The Apache Kafka the real run uses; `KAFKA_VERSION` asks for another. 4.4.0 needs a jar that Maven Central has not. */
export const KAFKA_VERSION = '4.3.1';
const SLF4J_VERSION = '1.7.36';
const RESOLVE_TIMEOUT_MS = 10 * 60_000;

/**
 * The class path of a Kafka broker, resolved by Maven from Maven Central once and remembered in the user's cache folder.
 * A remembered path whose jars are gone is resolved again.
 */
export function kafkaClassPath(version: string): string {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'bulkhead', `kafka-${version}`);
  const file = join(folder, 'classpath');
  if (existsSync(file)) {
    const remembered = readFileSync(file, 'utf8').trim();
    if (remembered.split(delimiter).every((jar) => existsSync(jar))) return remembered;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pom.xml'), pom(version));
  console.log(`Resolving Apache Kafka ${version} from Maven Central into ~/.m2 (once) ...`);
  resolve(folder);
  renameSync(`${file}.new`, file);
  return readFileSync(file, 'utf8').trim();
}

function resolve(folder: string): void {
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath';
  const args = ['-q', '-B', goal, '-Dmdep.outputFile=classpath.new', '-Dmdep.includeScope=runtime'];
  const run = spawnSync('mvn', args, { cwd: folder, encoding: 'utf8', timeout: RESOLVE_TIMEOUT_MS });
  if (run.status === 0) return;
  throw new Error(`Maven could not resolve Kafka:\n${`${run.stdout}${run.stderr}`.split('\n').slice(-20).join('\n')}`);
}

/** slf4j-simple so that the broker says on stderr what it does; Kafka's jars come without a logging backend. */
function pom(version: string): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dev.bulkhead</groupId>
  <artifactId>real-kafka</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${version}</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-simple</artifactId>
      <version>${SLF4J_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;
}
