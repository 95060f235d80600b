import { runService } from '@bulkhead/platform-service';
import { ingestionService } from './index.ts';

await runService(ingestionService);
