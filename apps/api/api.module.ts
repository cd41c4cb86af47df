import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { TerminusModule } from '@nestjs/terminus';
import { LoggerModule } from 'nestjs-pino';
import { ormOptions } from '../../database/orm.js';
import type { Config } from '../../integrations/config.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountsService } from './accounts/accounts.service.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditService } from './audit/audit.service.js';
import { AuditCheck } from './audit/check.service.js';
import { AuditHeads } from './audit/heads.service.js';
import { ActorGuard } from './auth/actor.guard.js';
import { AuditCheckInterceptor } from './auth/audit-check.interceptor.js';
import { campaignControllers, campaignServices } from './campaigns/parts.js';
import { BulkService } from './contacts/bulk.service.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { ContactsService } from './contacts/contacts.service.js';
import { EraseService } from './contacts/erase.service.js';
import { ExportService } from './contacts/export.service.js';
import { FacetsService } from './contacts/facets.service.js';
import { HistoryService } from './contacts/history.service.js';
import { EventsController } from './events/events.controller.js';
import { EventsService } from './events/events.service.js';
import { Changes } from './events/changes.js';
import { homeownerControllers, homeownerServices } from './homeowners/parts.js';
import { HubChanges } from './hubs/changes.service.js';
import { HubHistory } from './hubs/history.service.js';
import { HubList } from './hubs/hub-list.service.js';
import { HubsController } from './hubs/hubs.controller.js';
import { HubsService } from './hubs/hubs.service.js';
import { InvitationMails } from './hubs/invitation-mails.service.js';
import { HubInvitationsController } from './hubs/invitations.controller.js';
import { HubInvitations } from './hubs/invitations.service.js';
import { LandingLinksController } from './hubs/landing-links.controller.js';
import { LandingLinks } from './hubs/landing-links.service.js';
import { HubsOverviewService } from './hubs/overview.service.js';
import { HubQuestionsController } from './hubs/questions.controller.js';
import { HubQuestions } from './hubs/questions.service.js';
import { DraftsController } from './hubs/drafts.controller.js';
import { InvitationDrafts } from './hubs/drafts.service.js';
import { ImportCommandsController } from './imports/commands.controller.js';
import { ImportCommands } from './imports/commands.service.js';
import { ImportFiles } from './imports/import-files.js';
import { ImportsController } from './imports/imports.controller.js';
import { FailedRows } from './imports/failed-rows.service.js';
import { Imports } from './imports/imports.service.js';
import { Intake } from './imports/intake.service.js';
import { Mappings } from './imports/mapping.service.js';
import { Previews } from './imports/preview.service.js';
import { Reveals } from './imports/reveals.js';
import { RowEdits } from './imports/row-edits.service.js';
import { ImportRowsController } from './imports/rows.controller.js';
import { ImportRows } from './imports/rows.service.js';
import { LiveImports } from './imports/live.service.js';
import { PendingWork } from './imports/pending-work.js';
import { ImportSupport } from './imports/support.service.js';
import { Timelines } from './imports/timeline.service.js';
import { ImportWatchController } from './imports/watch.controller.js';
import { UploadsController } from './imports/uploads.controller.js';
import { Uploads } from './imports/uploads.service.js';
import { MailChecks } from './mail/mail-checks.service.js';
import { MailTemplatesController } from './mail-templates/mail-templates.controller.js';
import { MailTemplates } from './mail-templates/mail-templates.service.js';
import { TemplatePreviews } from './mail-templates/previews.service.js';
import { PhotosController } from './sender/photos.controller.js';
import { ProfileController } from './sender/profile.controller.js';
import { ProfileService } from './sender/profile.service.js';
import { SenderController } from './sender/sender.controller.js';
import { SenderService } from './sender/sender.service.js';
import { SendAttemptsController } from './mail/attempts.controller.js';
import { SendAttempts } from './mail/attempts.service.js';
import { OutgoingMail } from './mail/outgoing.service.js';
import { PeopleController } from './people/people.controller.js';
import { People } from './people/people.service.js';
import { sendingControllers, sendingServices } from './sending/parts.js';
import { SuppressionFiles } from './suppressions/list-file.service.js';
import { SuppressionsController } from './suppressions/suppressions.controller.js';
import { Suppressions } from './suppressions/suppressions.service.js';
import { inboundControllers, inboundServices } from './inbound/parts.js';
import { syncControllers, syncServices } from './syncs/parts.js';
import { HealthController } from './system/health.controller.js';
import { PlatformController } from './system/platform.controller.js';
import { SystemController } from './system/system.controller.js';
import { SystemService } from './system/system.service.js';
import { ApiKeysController } from './users/api-keys.controller.js';
import { ApiKeysService } from './users/api-keys.service.js';
import { ColleaguesController } from './users/colleagues.controller.js';
import { ColleaguesService } from './users/colleagues.service.js';
import { InvitationsController } from './users/invitations.controller.js';
import { InvitationsService } from './users/invitations.service.js';
import { MeController } from './users/me.controller.js';
import { MeService } from './users/me.service.js';
import { UsersController } from './users/users.controller.js';
import { UsersService } from './users/users.service.js';
import { CoreModule } from './core.module.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { Engine } from './outbox/engine.js';
import { Housekeeping } from './outbox/housekeeping.js';
import { Relay } from './outbox/relay.js';
import { logParams } from './log.js';
import { ProblemFilter } from './problem.filter.js';

@Module({})
class ApiModule {}

/** The index of the API: one line per controller and service. */
export function apiModule(config: Config): DynamicModule {
  return {
    module: ApiModule,
    imports: [
      CoreModule.with(config),
      DiscoveryModule,
      TerminusModule,
      LoggerModule.forRoot(logParams(config)),
      ThrottlerModule.forRoot([{ ttl: 60_000, limit: 3_000 }]),
      MikroOrmModule.forRootAsync({ driver: PostgreSqlDriver, useFactory: () => ormOptions(config.databaseUrl) }),
    ],
    controllers: [
      MeController,
      ColleaguesController,
      InvitationsController,
      ApiKeysController,
      AccountsController,
      UsersController,
      AuditController,
      ContactsController,
      EventsController,
      HealthController,
      PlatformController,
      SystemController,
      ImportWatchController,
      ImportsController,
      ImportCommandsController,
      ImportRowsController,
      UploadsController,
      SuppressionsController,
      PeopleController,
      SenderController,
      ProfileController,
      PhotosController,
      MailTemplatesController,
      ...inboundControllers,
      ...syncControllers,
      HubsController,
      HubInvitationsController,
      HubQuestionsController,
      LandingLinksController,
      SendAttemptsController,
      ...homeownerControllers,
      DraftsController,
      ...sendingControllers,
      ...campaignControllers,
    ],
    providers: [
      Engine,
      Relay,
      Housekeeping,
      MeService,
      ColleaguesService,
      InvitationsService,
      ApiKeysService,
      AccountsService,
      UsersService,
      AuditService,
      AuditHeads,
      AuditCheck,
      ContactsService,
      BulkService,
      EraseService,
      Suppressions,
      SuppressionFiles,
      People,
      FacetsService,
      HistoryService,
      ExportService,
      EventsService,
      Changes,
      SystemService,
      Imports,
      Intake,
      ImportFiles,
      Mappings,
      Previews,
      Reveals,
      ImportCommands,
      ImportRows,
      RowEdits,
      FailedRows,
      LiveImports,
      Timelines,
      PendingWork,
      ImportSupport,
      Uploads,
      SendAttempts,
      OutgoingMail,
      SenderService,
      ProfileService,
      MailTemplates,
      TemplatePreviews,
      MailChecks,
      ...inboundServices,
      ...syncServices,
      HubsService,
      HubList,
      HubChanges,
      HubHistory,
      HubsOverviewService,
      HubInvitations,
      InvitationMails,
      HubQuestions,
      LandingLinks,
      ...homeownerServices,
      InvitationDrafts,
      ...sendingServices,
      ...campaignServices,
      { provide: APP_GUARD, useClass: ThrottlerGuard },
      { provide: APP_GUARD, useClass: ActorGuard },
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      { provide: APP_INTERCEPTOR, useClass: AuditCheckInterceptor },
    ],
  };
}
