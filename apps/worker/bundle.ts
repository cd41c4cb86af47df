import { DefaultLogger } from '@temporalio/worker';
import { workflowBundle } from './workflow-bundle.js';

await workflowBundle(new DefaultLogger('ERROR'));
