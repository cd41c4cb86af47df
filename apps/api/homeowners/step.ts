import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { codeMinutes } from './codes.service.js';
import { type Cookie, Cookies } from './cookies.js';

const Person = { email: z.string(), emailNormalized: z.string() };

/** What somebody is about between asking for a code and typing it. */
export const Step = z.discriminatedUnion('purpose', [
  z.object({ purpose: z.literal('sign_in'), ...Person, next: z.string().nullable() }),
  z.object({
    purpose: z.literal('join'),
    ...Person,
    token: z.string(),
    landingLinkId: z.string(),
    firstName: z.string(),
    lastName: z.string(),
  }),
]);
export type Step = z.infer<typeof Step>;
export type StepOf<Purpose extends Step['purpose']> = Extract<Step, { purpose: Purpose }>;

/** Kept by the browser, sealed: an address that we do not know leaves nothing here. */
@Injectable()
export class Steps {
  constructor(private readonly cookies: Cookies) {}

  keep(step: Step): Cookie {
    return this.cookies.seal('step', step, codeMinutes * 60);
  }

  find<Purpose extends Step['purpose']>(request: Request, purpose: Purpose): StepOf<Purpose> | null {
    const step = Step.safeParse(this.cookies.open(request, 'step'));
    return step.success && step.data.purpose === purpose ? (step.data as StepOf<Purpose>) : null;
  }

  key(request: Request): string {
    return this.cookies.formKey(request, 'step');
  }

  isKey(request: Request, given: unknown): boolean {
    return this.cookies.isFormKey(request, 'step', given);
  }
}
