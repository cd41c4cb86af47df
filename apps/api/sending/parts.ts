import { CampaignExportController } from '../campaigns/export.controller.js';
import { CampaignExports } from '../campaigns/export.service.js';
import { CampaignReveals } from '../campaigns/reveals.service.js';
import { SendingHealthService } from './health.service.js';
import { SendingHolds } from './holds.service.js';
import { SendingLimitsService } from './limits.service.js';
import { SendingController } from './sending.controller.js';
import { UnknownMails } from './unknown.service.js';
import { WhyNot } from './why.service.js';

/** What operations decide about sending and see of it, for the index of the API. */
export const sendingControllers = [SendingController, CampaignExportController];

export const sendingServices = [
  SendingHolds,
  SendingLimitsService,
  SendingHealthService,
  UnknownMails,
  WhyNot,
  CampaignExports,
  CampaignReveals,
];
