import { applyDecorators, Controller, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/access.js';
import { PageFilter } from './page.filter.js';
import { PageInterceptor } from './page.interceptor.js';
import type { homeownerParts } from './paths.js';

/** Routes whose answers are pages for homeowners, outside of the API and of its description. */
export const HomeownerPages = (
  path: (typeof homeownerParts)[number] | `${(typeof homeownerParts)[number]}/${string}`,
) =>
  applyDecorators(
    Controller(path),
    Public(),
    ApiExcludeController(),
    UseInterceptors(PageInterceptor),
    UseFilters(PageFilter),
  );
