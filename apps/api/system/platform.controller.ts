import { Controller, Get, Inject } from '@nestjs/common';
import { demoAccounts, demoPassword, demoUsers } from '../../../database/seed.js';
import type { Config } from '../../../integrations/config.js';
import { Public } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { version } from '../version.js';

const accountNames = new Map<string, string>(demoAccounts.map(({ slug, name }) => [slug, name]));

const demoSignIns = demoUsers.map(({ name, email, role, account }) => ({
  name,
  email,
  role,
  account: accountNames.get(account ?? '') ?? null,
  password: demoPassword,
}));

/** What the sign-in page has to know before anybody is signed in: in a local platform also the demo people, nowhere else. */
@Controller('platform')
export class PlatformController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  @Public()
  get() {
    const { local } = this.config;
    return { local, version, demoSignIns: local ? demoSignIns : [] };
  }
}
