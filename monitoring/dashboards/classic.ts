/* eslint-disable @typescript-eslint/no-deprecated -- Provisioning from files and the sidecar of
   kube-prometheus-stack take the classic format; the one that is to follow it needs an API server. */
import { type Dashboard, DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

/** A dashboard in the format that every Grafana in use imports from a file. */
export type ClassicDashboard = Dashboard;

export const newDashboard = (title: string): DashboardBuilder => new DashboardBuilder(title);
