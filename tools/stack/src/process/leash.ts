// Loaded into every process that start-services starts: one that loses its parent (kill -9) stops as if asked to,
// instead of keeping its port for nobody.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
