import { ClaimCodes } from './claim-codes.service.js';
import { ClaimController } from './claim.controller.js';
import { Claims } from './claim.service.js';
import { CoOwners } from './co-owners.service.js';
import { Codes } from './codes.service.js';
import { Cookies } from './cookies.js';
import { MyData } from './data.service.js';
import { Deletion } from './deletion.service.js';
import { FreshLinks } from './fresh-link.service.js';
import { HubController } from './hub.controller.js';
import { HomeHubs } from './hub.service.js';
import { LandingController } from './landing.controller.js';
import { Landing } from './landing.service.js';
import { LeavingService } from './leaving.service.js';
import { Limits } from './limits.js';
import { InvitationLinkMaker } from './links.js';
import { MailLinksController } from './mail-links.controller.js';
import { MailLinks } from './mail-links.js';
import { News } from './news.js';
import { NotMe } from './not-me.service.js';
import { OpenedLinks } from './opened.js';
import { OwnController } from './own.controller.js';
import { Places } from './places.js';
import { Preferences } from './preferences.service.js';
import { ElsewhereController, PublicPagesController } from './public-pages.controller.js';
import { HomeSessions } from './sessions.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignIns } from './sign-in.service.js';
import { Steps } from './step.js';
import { Unsubscribing } from './unsubscribe.service.js';
import { Visitors } from './visitors.js';
import { Visits } from './visits.js';

/** The homeowners' pages, for the index of the API. What takes any path of its part stands last. */
export const homeownerControllers = [
  MailLinksController,
  LandingController,
  ClaimController,
  PublicPagesController,
  SignInController,
  OwnController,
  HubController,
  ElsewhereController,
];

export const homeownerServices = [
  Limits,
  Cookies,
  OpenedLinks,
  Steps,
  Visitors,
  Visits,
  HomeSessions,
  Codes,
  News,
  InvitationLinkMaker,
  Claims,
  ClaimCodes,
  FreshLinks,
  MailLinks,
  NotMe,
  Unsubscribing,
  Landing,
  SignIns,
  Places,
  HomeHubs,
  CoOwners,
  LeavingService,
  Preferences,
  MyData,
  Deletion,
];
