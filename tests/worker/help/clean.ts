// The setup of each file of the worker's tests: every test begins with an empty store. They share a workerd with the
// files that came before, so whatever a test leaves behind would be there for the next.

import { reset } from 'cloudflare:test';
import { afterEach } from 'vitest';

afterEach(() => reset());
