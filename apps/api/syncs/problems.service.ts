import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type Connection, SyncIssue } from '../../../database/entities/syncs.js';
import { query } from '../../../database/execute.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { contactFields } from '../../../domain/contacts/fields.js';
import { correct } from '../../../domain/syncs/corrections.js';
import type { RequestActor } from '../auth/access.js';
import { type ListPage, listPage } from '../list.js';
import { Invalid, NotFound, Problem as Refusal } from '../problem.js';
import { ConnectionCommands } from './commands.service.js';
import { Connectors } from './connectors.js';
import { findConnection, lockConnection } from './find-connection.js';
import { judgedIssues, presentProblems } from './present-problem.js';
import type { DismissProblems, Problem, ProblemEdit, ProblemsQuery, RetryProblems } from './problems.schemas.js';
import { ConnectionReveals } from './reveals.js';

const openStates = ['open', 'retrying'] as const;

/** Records that a person has to look at, and what people do about them. */
@Injectable()
export class Problems {
  constructor(
    private readonly em: EntityManager,
    private readonly commands: ConnectionCommands,
    private readonly connectors: Connectors,
    private readonly reveals: ConnectionReveals,
  ) {}

  async list(
    connectionId: string,
    { page, perPage, order, filter }: ProblemsQuery,
    actor: RequestActor,
  ): Promise<ListPage<Problem>> {
    const item = await findConnection(this.em, connectionId);
    const where = {
      connectionId,
      state: filter.state ?? { $in: [...openStates] },
      ...(filter.kind ? { kind: filter.kind } : {}),
      ...(filter.issue ? { issues: { $contains: [{ code: filter.issue }] } } : {}),
    };
    const [found, total] = await Promise.all([
      this.em.find(SyncIssue, where, { orderBy: { id: order }, offset: (page - 1) * perPage, limit: perPage + 1 }),
      this.em.count(SyncIssue, where),
    ]);
    return listPage(await this.present(item, found, actor), { perPage }, total);
  }

  async get(connectionId: string, problemId: string, actor: RequestActor): Promise<Problem> {
    const item = await findConnection(this.em, connectionId);
    const found = await this.em.findOne(SyncIssue, { id: problemId, connectionId });
    if (!found) throw new NotFound('problem of this connection');
    const [shown] = await this.present(item, [found], actor);
    return shown!;
  }

  /** @throws Refusal `stale` when somebody has changed it since `editVersion` was read */
  edit(
    connectionId: string,
    problemId: string,
    { values, editVersion }: ProblemEdit,
    actor: RequestActor,
  ): Promise<void> {
    return this.change('connection.problem_edited', connectionId, actor, async (tx, item) => {
      const problem = await this.lockOpen(tx, item, problemId);
      if (!problem.cells || !problem.recordId)
        throw new Refusal(
          422,
          'cannot_edit',
          'This record could not be read at all: put it right at the CRM, then retry.',
        );
      if (problem.editVersion !== editVersion)
        throw new Refusal(409, 'stale', 'Somebody has changed this record meanwhile: look at it again.');
      for (const field of Object.keys(values))
        if (!(field in contactFields)) throw new Invalid({ [field]: `There is no field "${field}".` });
      problem.edits = correct(problem.cells, problem.edits ?? null, values);
      problem.issues = await judgedIssues(tx, item, {
        problem,
        fields: this.connectors.factsOf(item.connector).fields,
      });
      problem.editVersion += 1;
      await tx.flush();
      await query(
        tx,
        `update contact_links l set edits = i.edits from sync_issues i
         where i.id = $1 and l.connection_id = i.connection_id and l.record_id = i.record_id`,
        [problemId],
      );
      return { records: 1 };
    });
  }

  /** Has records asked for again and judged anew, with people's corrections. */
  retry(connectionId: string, { problemIds, reason }: RetryProblems, actor: RequestActor): Promise<void> {
    return this.commands.ask('retry', { connectionId, actor, reason }, async (tx) => {
      const chosen = await query(
        tx,
        `update sync_issues set state = 'retrying', updated_at = now()
         where connection_id = $1 and state = 'open' and kind <> 'gone' and record_id is not null
           and ($2::bigint[] is null or id = any ($2::bigint[])) returning 1`,
        [connectionId, listOf(problemIds)],
      );
      if (chosen.length === 0) throw new Refusal(422, 'nothing_to_retry', 'None of these records can be tried again.');
      return { records: chosen.length };
    });
  }

  /** Nobody has to do anything about them any more; also the answer "keep" to people deleted at the CRM. */
  dismiss(connectionId: string, { problemIds, reason }: DismissProblems, actor: RequestActor): Promise<void> {
    return this.change(
      'connection.problems_dismissed',
      connectionId,
      actor,
      async (tx) => {
        const dismissed = await query(
          tx,
          `update sync_issues set state = 'dismissed', dismissed_reason = $3, updated_at = now()
           where connection_id = $1 and state in ('open', 'retrying') and ($2::bigint[] is null or id = any ($2::bigint[])) returning 1`,
          [connectionId, listOf(problemIds), reason],
        );
        if (dismissed.length === 0) throw new Refusal(422, 'nothing_open', 'None of these problems is open.');
        return { records: dismissed.length };
      },
      reason,
    );
  }

  /** Says which of several matching contacts a record is about. */
  choose(connectionId: string, problemId: string, contactId: string, actor: RequestActor): Promise<void> {
    return this.change('connection.match_chosen', connectionId, actor, async (tx, item) => {
      const problem = await this.lockOpen(tx, item, problemId);
      const [contact] = await query(tx, 'select 1 from contacts where id = $1 and account_id = $2', [
        contactId,
        item.accountId,
      ]);
      if (!contact) throw new NotFound('contact');
      const [taken] = await query(
        tx,
        'select 1 from contact_links where connection_id = $1 and contact_id = $2 and record_id <> $3',
        [connectionId, contactId, problem.recordId],
      );
      if (taken)
        throw new Refusal(
          409,
          'contact_linked',
          'Another record of this CRM is that contact already. Choose another one.',
        );
      await query(tx, 'update contact_links set contact_id = $3 where connection_id = $1 and record_id = $2', [
        connectionId,
        problem.recordId,
        contactId,
      ]);
      problem.contactId = contactId;
      problem.editVersion += 1;
      problem.issues = problem.issues.filter(({ code }) => code !== 'matches_several' && code !== 'email_taken');
      return { records: 1, contactId };
    });
  }

  private async change(
    action: `connection.${string}`,
    connectionId: string,
    actor: RequestActor,
    work: (tx: EntityManager, item: Connection) => Promise<Record<string, unknown>>,
    reason?: string,
  ): Promise<void> {
    await this.em.transactional(async (tx) => {
      const item = await lockConnection(tx, connectionId);
      const after = await work(tx, item);
      item.updatedAt = new Date();
      await tx.flush();
      const subject = { kind: 'connection', id: connectionId };
      await recordAudit(
        tx,
        auditBy(actor, { accountId: item.accountId, action, subject, after, ...(reason ? { reason } : {}) }),
      );
    });
  }

  private async lockOpen(tx: EntityManager, { id: connectionId }: Connection, problemId: string): Promise<SyncIssue> {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const problem = await tx.findOne(SyncIssue, { id: problemId, connectionId }, lock);
    if (!problem) throw new NotFound('problem of this connection');
    if (problem.state !== 'open')
      throw new Refusal(422, 'not_open', 'This record is not open any more: nothing has to be done about it.');
    return problem;
  }

  private async present(item: Connection, found: SyncIssue[], actor: RequestActor): Promise<Problem[]> {
    const isMasked = await this.reveals.isMasked(actor, item);
    return presentProblems(this.em, item, { found, isMasked, fields: this.connectors.factsOf(item.connector).fields });
  }
}

const listOf = (ids: string[] | undefined) => (ids ? `{${ids.join(',')}}` : null);
