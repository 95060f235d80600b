import { runService } from '@bulkhead/platform-service';
import { hardeningService } from './index.ts';

await runService(hardeningService);
