export { runCampaign, sweepCampaigns } from './campaigns.js';
export { removeFiles } from './files.js';
export { importContacts } from './imports.js';
export { inviteHomeowner } from './invitations.js';
export { sendNotice } from './notices.js';
export { askForSync, syncConnection } from './syncs.js';
