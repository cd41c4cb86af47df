import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { TemplateKind } from '../../../domain/mail/kinds.js';
import { Audited, CurrentActor, NotAudited, type RequestActor, Roles } from '../auth/access.js';
import { Kind, NewTemplateVersion, PreviewTemplate, VersionNumber } from './mail-templates.schemas.js';
import { MailTemplates } from './mail-templates.service.js';
import { TemplatePreviews } from './previews.service.js';

/** Templates of the account; those of the platform, for administrators, who belong to none. */
@Controller('mail-templates')
@Roles('agent', 'admin')
export class MailTemplatesController {
  constructor(
    private readonly templates: MailTemplates,
    private readonly previews: TemplatePreviews,
  ) {}

  @Get()
  list(@CurrentActor() actor: RequestActor) {
    return this.templates.list(actor);
  }

  @Get(':kind')
  get(@CurrentActor() actor: RequestActor, @Param('kind', { schema: Kind }) kind: TemplateKind) {
    return this.templates.get(actor, kind);
  }

  @Get(':kind/versions/:version')
  version(
    @CurrentActor() actor: RequestActor,
    @Param('kind', { schema: Kind }) kind: TemplateKind,
    @Param('version', { schema: VersionNumber }) version: number,
  ) {
    return this.templates.getVersion(actor, kind, version);
  }

  @Post(':kind/versions')
  @Audited('mail_template.version_saved')
  save(
    @CurrentActor() actor: RequestActor,
    @Param('kind', { schema: Kind }) kind: TemplateKind,
    @Body({ schema: NewTemplateVersion }) body: NewTemplateVersion,
  ) {
    return this.templates.save(actor, kind, body);
  }

  @Post(':kind/versions/:version/use')
  @HttpCode(200)
  @Audited('mail_template.version_chosen')
  use(
    @CurrentActor() actor: RequestActor,
    @Param('kind', { schema: Kind }) kind: TemplateKind,
    @Param('version', { schema: VersionNumber }) version: number,
  ) {
    return this.templates.use(actor, kind, version);
  }

  /** Back to the platform's. */
  @Delete(':kind')
  @Roles('agent')
  @Audited('mail_template.given_up')
  giveUp(@CurrentActor() actor: RequestActor, @Param('kind', { schema: Kind }) kind: TemplateKind) {
    return this.templates.giveUp(actor, kind);
  }

  @Post(':kind/preview')
  @HttpCode(200)
  @NotAudited('a preview writes nothing')
  preview(
    @CurrentActor() actor: RequestActor,
    @Param('kind', { schema: Kind }) kind: TemplateKind,
    @Body({ schema: PreviewTemplate }) body: PreviewTemplate,
  ) {
    return this.previews.show(actor, kind, body);
  }

  @Post(':kind/test')
  @HttpCode(200)
  @Audited('mail_template.tested')
  test(
    @CurrentActor() actor: RequestActor,
    @Param('kind', { schema: Kind }) kind: TemplateKind,
    @Body({ schema: PreviewTemplate }) body: PreviewTemplate,
  ) {
    return this.previews.test(actor, kind, body);
  }
}
