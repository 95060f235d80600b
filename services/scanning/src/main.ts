import { runService } from '@bulkhead/platform-service';
import { scanningService } from './index.ts';

await runService(scanningService);
