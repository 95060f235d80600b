import { runService } from '@bulkhead/platform-service';
import { policyService } from './index.ts';

await runService(policyService);
