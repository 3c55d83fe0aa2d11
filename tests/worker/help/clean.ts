// Runs before each file of the worker's tests: they share a workerd with the files that came before, and begin with an
// empty store all the same.

import { reset } from 'cloudflare:test';
import { beforeAll } from 'vitest';

beforeAll(() => reset());
