import { InboundEventPage } from './InboundEventPage.js';
import { InboundPage } from './InboundPage.js';

/** The resource: `/inbound-events` and `/inbound-events/:id`. */
export const inboundEvents = { list: InboundPage, edit: InboundEventPage };
