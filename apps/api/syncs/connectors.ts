import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { StoredSecrets } from '../../../database/connection-secrets.js';
import { CrmLimits } from '../../../database/crm-limits.js';
import type { Connection } from '../../../database/entities/syncs.js';
import type { Config } from '../../../integrations/config.js';
import type { Crm, Secret, Secrets } from '../../../integrations/crm/connector.js';
import type { Connector } from '../../../integrations/crm/define.js';
import { openCrm } from '../../../integrations/crm/engine.js';
import { connectors } from '../../../integrations/crm/index.js';
import { authAddress } from '../../../integrations/crm/hosts.js';
import { KeyRing } from '../../../integrations/secrets.js';
import type { ContactField } from '../../../domain/contacts/fields.js';
import { CONFIG } from '../config.js';
import { NotFound } from '../problem.js';
import { crmProblem } from './crm-problem.js';

/** Only where its process runs beside us: in a local platform. */
const sandboxId = 'sandbox';
const connectorOf = (id: string) => connectors.find((connector) => connector.id === id);

/** What screens need of a connector, also of one that is not offered any more. */
export interface ConnectorFacts {
  label: string;
  fields: readonly ContactField[];
  /** Its keys end after so many days. */
  keyDays: number | null;
}

/** The CRMs that can be connected here, and how to reach them. */
@Injectable()
export class Connectors {
  readonly keys: KeyRing;
  private readonly limits: CrmLimits;

  constructor(
    private readonly pool: Pool,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.keys = new KeyRing(config.secretKeys);
    this.limits = new CrmLimits(pool);
  }

  /** The practice CRM is among them in a local platform alone. */
  list(): readonly Connector[] {
    return connectors.filter(({ id }) => !this.isSandbox(id) || this.config.crmOrigins[id]);
  }

  /** @throws NotFound also where it is not offered here */
  get(id: string): Connector {
    const found = this.list().find((connector) => connector.id === id);
    if (!found) throw new NotFound('CRM');
    return found;
  }

  factsOf(id: string): ConnectorFacts {
    const found = connectorOf(id);
    const key = found?.auth.find((way) => way.kind === 'key');
    const keyDays = key?.endsAfterDays ?? null;
    return { label: found?.label ?? id, fields: found?.people.fields ?? [], keyDays };
  }

  /** After how many days keys end, by connector. */
  readonly keyDays: Record<string, number> = Object.fromEntries(
    connectors.flatMap(({ id }) => {
      const { keyDays } = this.factsOf(id);
      return keyDays === null ? [] : [[id, keyDays]];
    }),
  );

  goneTag = (id: string): string => `Deleted in ${this.factsOf(id).label}`;

  /** Our registration with a CRM, as the operator has set it. */
  appOf(id: string): { id: string; secret: string } | null {
    return this.config.crmApps[id] ?? null;
  }

  private readonly isSandbox = (id: string): boolean => id === sandboxId;

  /** The page of the practice CRM, on which its key stands. */
  sandboxUrl = (id: string): string | null => (this.isSandbox(id) ? (this.config.crmOrigins[id] ?? null) : null);

  /** Where a person opens a record in the CRM itself; null where its address cannot be known. */
  recordUrl(id: string, recordId: string): string | null {
    const page = connectorOf(id)?.recordPage?.(recordId);
    const base = this.sandboxUrl(id);
    if (!page || (this.isSandbox(id) && !base)) return null;
    return base ? new URL(page, base).href : page;
  }

  signsByPath = (id: string): boolean => connectorOf(id)?.hooks?.verify.recipe === 'pathSecret';

  /** Opens a stored connection. */
  open(
    { id, connector }: Pick<Connection, 'id' | 'connector'>,
    { hookSecret = null }: { hookSecret?: string | null } = {},
  ): Crm {
    const secrets = new StoredSecrets<Secret>(this.pool, this.keys, id);
    return this.openWith(this.get(connector), { scope: `connection ${id}`, secrets, hookSecret });
  }

  /** Asks the CRM something that a person waits for. @throws Problem when it does not answer */
  async ask<T>(item: Pick<Connection, 'id' | 'connector'>, question: (crm: Crm) => Promise<T>): Promise<T> {
    try {
      return await question(this.open(item));
    } catch (error) {
      throw crmProblem(error, this.factsOf(item.connector).label) ?? error;
    }
  }

  /** Opens a CRM with a secret that is not saved yet. */
  openUnsaved(connector: Connector, secret: Secret): { crm: Crm; secret: () => Secret } {
    let current = secret;
    const secrets: Secrets = {
      read: async () => current,
      renew: async (_stale, exchange) => (current = await exchange(current)),
    };
    const crm = this.openWith(connector, { scope: `connecting ${connector.id}`, secrets, hookSecret: null });
    return { crm, secret: () => current };
  }

  /** The address for a connection's webhooks: its last part can be made by us alone. */
  hookUrl({ id, hookKeyId }: Pick<Connection, 'id' | 'hookKeyId' | 'connector'>): string {
    return `${this.config.publicUrl}/api/webhooks/${id}/${this.hookToken(id, hookKeyId)}`;
  }

  isHookToken(token: string, { id, hookKeyId }: Pick<Connection, 'id' | 'hookKeyId'>): boolean {
    const made = Buffer.from(this.hookToken(id, hookKeyId));
    const given = Buffer.from(token);
    return made.length === given.length && timingSafeEqual(made, given);
  }

  /** Where a path of ours is reached from outside: what some CRMs sign. */
  publicUrl = (path: string): string => `${this.config.publicUrl}${path}`;

  /** An address of the vendor's sign-in, or of the emulator that stands for it in a local platform. */
  signInAddress(connector: Connector, url: string): URL {
    return authAddress(url, this.originOf(connector).origin);
  }

  private readonly hookToken = (id: string, keyId: number) => this.keys.token('hook', keyId, id);

  private openWith(connector: Connector, how: { scope: string; secrets: Secrets; hookSecret: string | null }): Crm {
    return openCrm({
      connector,
      ...how,
      limiter: this.limits,
      app: this.appOf(connector.id),
      ...this.originOf(connector),
      now: () => new Date(),
    });
  }

  /** Of the practice CRM and of emulators; from configuration, never from a person. */
  private originOf({ id }: Connector): { origin?: string } {
    const origin = this.config.crmOrigins[id];
    return origin ? { origin } : {};
  }
}
