import { runService } from '@bulkhead/platform-service';
import { incidentResponseService } from './index.ts';

await runService(incidentResponseService);
