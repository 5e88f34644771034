// For root, on machines where `npm start` runs as somebody else: sudo node scripts/install-system-packages.mjs
import { takeSteps } from './setup/steps.mjs'
import { systemPackages } from './setup/system-packages.mjs'

await takeSteps([systemPackages])
