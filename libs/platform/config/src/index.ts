export { Secret, secretUrl } from './secret.ts';
export { flag, integer, list, port, secret, secretLocation } from './setting.ts';
export { defineConfig, describeConfig, printConfig, readConfig } from './config.ts';
export type { ConfigDefinition, ConfigFault, SettingDescription, SettingsOf } from './config.ts';
export { overrideProcessEnvironment, processEnvironment } from './environment.ts';
export type { Environment } from './environment.ts';
